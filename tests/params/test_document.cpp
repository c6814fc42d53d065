// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/document.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace vitrion;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone at the end of the test.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("vitrion-test-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }
  std::string name(const std::string& file) const { return (path_ / file).string(); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const Library no_library{{}};

Document parse(const std::string& text, const std::string& file = "cell.yaml") {
  return Document::parse(text, file, no_library);
}

const Node& at(const Node& node, const std::string& key) {
  const Node* const found = node.find(key);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("YAML becomes a tree whose nodes know their line and column", "[params][document]") {
  const Document document = parse("name: a cell\nseparator:\n  - {thickness: 50 um, porosity: \"1\"}\n");
  const Node& layer = at(document.root(), "separator").items.at(0);
  CHECK(at(layer, "thickness").text == "50 um");
  CHECK(at(layer, "thickness").place.position().text() == "cell.yaml:3:17");
  CHECK_FALSE(at(layer, "thickness").quoted);
  CHECK(at(layer, "porosity").quoted);
  CHECK(layer.entries.at(1).place.position().text() == "cell.yaml:3:24");
}

TEST_CASE("JSON becomes the same tree, with its own lines and columns", "[params][document]") {
  const Document document =
      parse("{\n  \"name\": \"a \\\"cell\\\"\",\n  \"x\": [1.50, -2, [true, null] ,{\"y\":3e-2}]\n}\n", "cell.json");
  CHECK(at(document.root(), "name").text == "a \"cell\"");
  CHECK(at(document.root(), "name").place.position().text() == "cell.json:2:11");
  const Node& list = at(document.root(), "x");
  CHECK(list.place.position().text() == "cell.json:3:8");
  CHECK(list.items.at(0).text == "1.50");  // as written, not as printed by the machine
  CHECK(list.items.at(1).text == "-2");
  CHECK(list.items.at(1).place.position().text() == "cell.json:3:15");
  CHECK(list.items.at(2).items.at(0).text == "true");
  CHECK(list.items.at(2).items.at(1).kind == Node::Kind::empty);
  CHECK(list.items.at(2).items.at(1).place.position().text() == "cell.json:3:26");
  CHECK(at(list.items.at(3), "y").place.position().text() == "cell.json:3:38");
}

TEST_CASE("files that cannot be understood are refused with their place", "[params][document][errors]") {
  CHECK_THROWS_WITH(parse(""), "cell.yaml: the file is empty\n  a map of keys and values is needed");
  CHECK_THROWS_WITH(parse("# only a comment\n"), Catch::Contains("the file is empty"));
  CHECK_THROWS_WITH(parse("- a\n- b\n"),
                    "cell.yaml:1:1: the file holds a list\n"
                    "  a map of keys and values is needed, as 'name: my cell'");
  CHECK_THROWS_WITH(parse("just words"), Catch::StartsWith("cell.yaml:1:1: the file holds text"));
  CHECK_THROWS_WITH(parse("a: 1\nb: 2\na: 3\n"),
                    "cell.yaml:3:1: 'a' is given twice\n  it is also in line 1: keep one of them");
  CHECK_THROWS_WITH(parse("a: [1, 2\nb: 3\n"), Catch::StartsWith("cell.yaml:2:2: not valid YAML: "));
  CHECK_THROWS_WITH(parse("a: !!float 1\n"),
                    "cell.yaml:1:4: the YAML tag 'tag:yaml.org,2002:float' means nothing here\n"
                    "  write the value without it");
  CHECK_THROWS_WITH(parse("a: 1\n---\nb: 2\n"),
                    "cell.yaml:3:1: a second document begins here\n"
                    "  write one document per file, without '---' in between");
  CHECK_THROWS_WITH(parse("[a, b]: 1\n"), Catch::Contains("a key is a list\n  write a word before the ':'"));
  CHECK_THROWS_WITH(parse("{a: b}: 1\n"), "cell.yaml:1:1: a key is a map\n  write a word before the ':'");
  CHECK_THROWS_WITH(parse(": 1\n"), "cell.yaml:1:1: a key is empty\n  write a word before the ':'");
  CHECK_THROWS_WITH(parse("a: &x b\n*x : 1\n"), "cell.yaml:2:1: a key is an alias\n  write a word before the ':'");
  CHECK_THROWS_WITH(parse("a: &x [1, *x]\n"), "cell.yaml:1:11: an alias stands inside its own anchor");
  CHECK_THROWS_WITH(parse("a: 1\n", "cell.json"), Catch::StartsWith("cell.json:1:1: not valid JSON: syntax error"));
  CHECK_THROWS_WITH(parse("", "cell.json"), "cell.json: the file is empty\n  a JSON object is needed");
  CHECK_THROWS_WITH(parse("{\"a\": [1, 2,\n 3", "cell.json"),
                    "cell.json:2:3: the JSON text ends in the middle\n  the file seems to be cut off: fetch it again");
  CHECK_THROWS_WITH(parse("{\"a\": 1,\n \"a\": 2}", "cell.json"),
                    "cell.json:2:2: 'a' is given twice\n  it is also in line 1: keep one of them");
  CHECK_THROWS_WITH(parse("{\"a\": NaN}", "cell.json"), Catch::StartsWith("cell.json:1:7: not valid JSON: "));
  CHECK_THROWS_WITH(parse("{\"a\": 1e999}", "cell.json"), Catch::Contains("number overflow"));
  CHECK_THROWS_WITH(parse(std::string("a: \0b\n", 6)),
                    "cell.yaml:1:4: the file is not text\n  a YAML or JSON file is needed");
  CHECK_THROWS_WITH(parse("a: 1\nb: \xff\n"),
                    "cell.yaml:2:4: the file is not UTF-8 text\n  save it in the encoding UTF-8");
}

TEST_CASE("a file may not ask for more than its share", "[params][document][errors]") {
  CHECK_THROWS_WITH(parse("a: " + std::string(200, '[') + std::string(200, ']')),
                    Catch::Contains("lists and maps are nested deeper than 64"));
  CHECK_THROWS_WITH(parse("{\"a\": " + std::string(100000, '['), "cell.json"),
                    Catch::Contains("lists and maps are nested deeper than 64"));
  // Nine anchors, each ten times the one before: a thousand million values in 300 bytes.
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int k = 1; k < 9; ++k) {
    const std::string inner = "*a" + std::to_string(k - 1);
    bomb += "a" + std::to_string(k) + ": &a" + std::to_string(k) + " [" + inner;
    for (int n = 1; n < 10; ++n) bomb += ", " + inner;
    bomb += "]\n";
  }
  CHECK_THROWS_WITH(parse(bomb), Catch::EndsWith(": the file has more than 2000000 values\n"
                                                 "  put long tables into CSV files"));
  CHECK(at(parse("a: &x 50 um\nb: *x\n").root(), "b").text == "50 um");
}

TEST_CASE("an included file is the base that the keys beside it override", "[params][document]") {
  const Folder folder;
  folder.write("shelf/electrodes/lfp.yaml",
               "thickness: 80 um\nporosity: 0.4\nmaterials:\n  - {include: ../materials/lfp, radius: 50 nm}\n"
               "window: {low: 2 V, high: 4 V}\nconductivity: {expression: 2*c, unit: S/m, source: a book}\n"
               "density: {value: 1 g/cm^3, source: a book}\n");
  folder.write("shelf/materials/lfp.yaml", "name: LFP\nradius: 1 um\n");
  folder.write("cells/cell.yaml",
               "positive:\n  include: electrodes/lfp\n  thickness: 60 um\n  window: {high: 3.8 V}\n"
               "  conductivity: {status: estimated}\n  density: {value: 2 g/cm^3}\n");
  const Document document = Document::read(folder.path() / "cells/cell.yaml", Library({folder.path() / "shelf"}));
  const Node& positive = at(document.root(), "positive");
  CHECK(at(positive, "thickness").text == "60 um");
  CHECK(at(positive, "thickness").place.position().text() == folder.name("cells/cell.yaml") + ":3:14");
  CHECK(at(positive, "porosity").place.position().text() == folder.name("shelf/electrodes/lfp.yaml") + ":2:11");
  CHECK(at(at(positive, "window"), "low").text == "2 V");
  CHECK(at(at(positive, "window"), "high").text == "3.8 V");
  const Node& material = at(positive, "materials").items.at(0);
  CHECK(at(material, "name").text == "LFP");
  CHECK(at(material, "radius").text == "50 nm");
  // What only says more about a value joins it; what gives a value replaces it with all that was said about it.
  CHECK(at(at(positive, "conductivity"), "expression").text == "2*c");
  CHECK(at(at(positive, "conductivity"), "status").text == "estimated");
  CHECK_FALSE(at(positive, "density").find("source"));
  CHECK(document.files().size() == 3);
}

TEST_CASE("an include that leads nowhere or in a circle is an error", "[params][document][errors]") {
  const Folder folder;
  folder.write("electrodes/graphite.yaml", "thickness: 80 um\n");
  folder.write("a.yaml", "x: {include: b.yaml}\n");
  folder.write("b.yaml", "y:\n  include: a.yaml\n");
  folder.write("far.yaml", "negative: {include: electrodes/grafite}\n");
  folder.write("odd.yaml", "negative: {include: [a, b]}\n");
  folder.write("lost.yaml", "negative: {include: zzz}\n");
  folder.write("folder.yaml", "negative: {include: electrodes}\n");
  const Library library({folder.path()});
  const auto read = [&](const char* file) { return Document::read(folder.path() / file, library); };
  CHECK_THROWS_WITH(read("a.yaml"), folder.name("b.yaml") + ":2:12: files include each other in a circle\n  " +
                                        folder.name("a.yaml") + " -> " + folder.name("b.yaml") + " -> " +
                                        folder.name("a.yaml"));
  CHECK_THROWS_WITH(read("far.yaml"), folder.name("far.yaml") +
                                          ":1:21: there is no file 'electrodes/grafite'\n"
                                          "  did you mean electrodes/graphite?");
  CHECK_THROWS_WITH(read("lost.yaml"), folder.name("lost.yaml") +
                                           ":1:21: there is no file 'zzz'\n"
                                           "  it is neither beside the file that names it nor in "
                                           "the library");
  CHECK_THROWS_WITH(read("odd.yaml"), folder.name("odd.yaml") +
                                          ":1:21: include is a list\n"
                                          "  one file name is needed, as 'include: electrodes/lfp'");
  CHECK_THROWS_WITH(read("folder.yaml"),
                    folder.name("folder.yaml") + ":1:21: 'electrodes' is a folder\n  name a file in it");
  CHECK_THROWS_WITH(read("none.yaml"), folder.name("none.yaml") + ": cannot read '" + folder.name("none.yaml") +
                                           "': No such file or directory");
}

TEST_CASE("--set replaces a value, with its provenance, wherever it stands", "[params][document]") {
  Document document =
      parse("separator:\n  - {name: glass, thickness: {value: 50 um, source: a book}}\nmesh: {negative: 5}\n");
  document.set("separator.0.thickness=85 um");
  const Node& layer = at(document.root(), "separator").items.at(0);
  CHECK(at(layer, "thickness").text == "85 um");
  CHECK(at(layer, "thickness").place.position().text() == "--set");
  document.set("separator.glass.thickness=60 um");
  CHECK(at(layer, "thickness").text == "60 um");
  document.set("separator.glass.thickness={value: 70 um, status: estimated}");
  document.set("separator.glass.thickness.value=75 um");
  CHECK(at(layer, "thickness").text == "75 um");
  document.set("mesh.positive=7");  // may be a key that the reader knows though the file is silent
  CHECK(at(at(document.root(), "mesh"), "positive").text == "7");
  document.set("voltage_limits=[2 V, 3 V]");
  CHECK(at(document.root(), "voltage_limits").items.size() == 2);
  document.set("formula=a=b");
  CHECK(at(document.root(), "formula").text == "a=b");
}

TEST_CASE("--set says what is wrong with a path", "[params][document][errors]") {
  Document document = parse("separator:\n  - {name: glass, thickness: 50 um}\nname: x\n");
  CHECK_THROWS_WITH(document.set("thickness"),
                    "--set: 'thickness' sets nothing\n"
                    "  write path=value, as separator.0.thickness=\"50 um\"");
  CHECK_THROWS_WITH(document.set("separator..x=1"),
                    "--set: 'separator..x' is not a path\n"
                    "  write keys with single dots between them");
  CHECK_THROWS_WITH(document.set("seperator.0.thickness=1 um"),
                    "--set: there is no 'seperator'\n  did you mean separator?");
  CHECK_THROWS_WITH(document.set("separator.3.thickness=1 um"),
                    "--set: the list 'separator' has no item '3'\n  it has, by number or name, 0 'glass'");
  CHECK_THROWS_WITH(document.set("separator.glas.thickness=1 um"),
                    "--set: the list 'separator' has no item 'glas'\n  did you mean glass?");
  CHECK_THROWS_WITH(document.set("name.first=1"),
                    "--set: 'name' is text: it has no part 'first'\n  write name=<value>");
  CHECK_THROWS_WITH(document.set("electrolyte.include=llzo"),
                    "--set: an include cannot be set alone\n  replace the map: electrolyte={include: llzo}");
  CHECK_THROWS_WITH(document.set("x=[1, 2"), Catch::StartsWith("--set"));
}

TEST_CASE("the library has a shelf of one's own before that of the program", "[params][document]") {
  const Folder folder;
  folder.write("electrolytes/llzo.yaml", "name: mine\n");
  setenv("VITRION_LIBRARY", folder.path().c_str(), 1);
  const fs::path found = Library::standard().find("electrolytes/llzo", "", {});
  unsetenv("VITRION_LIBRARY");
  CHECK(found == folder.path() / "electrolytes/llzo.yaml");
  CHECK(Library::standard().find("electrolytes/llzo", "", {}) != found);
}

TEST_CASE("every file of the library can be read, with what it includes", "[params][document][library]") {
  const fs::path library = fs::path(VITRION_SOURCE_DIR) / "params/library";
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(library)) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path());
    CHECK_NOTHROW(Document::read(entry.path()));
  }
}
