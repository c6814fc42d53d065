// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/csv.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace vitrion;
using Numbers = std::vector<double>;

namespace {
std::string message(const std::string& text) {
  try {
    parse_csv(text, "data.csv");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}
}  // namespace

TEST_CASE("commas, semicolons and tabs separate columns with or without names", "[params][csv]") {
  for (const std::string separator : {",", ";", "\t", " , "}) {
    const CsvTable table =
        parse_csv("Time [s]" + separator + "I\n0" + separator + "1.5\n1e3" + separator + "-.5\n", "f");
    REQUIRE(table.columns.size() == 2);
    CHECK(table.find("Time [s]")->values == Numbers{0.0, 1000.0});
    CHECK(table.find("I")->values == Numbers{1.5, -0.5});
    CHECK(table.find("V") == nullptr);
  }
  const CsvTable unnamed = parse_csv("0,1\n2,3", "f");
  CHECK(unnamed.find("1")->values == Numbers{0.0, 2.0});
  CHECK(unnamed.find("2")->values == Numbers{1.0, 3.0});
  CHECK(unnamed.rows() == 2);
}

TEST_CASE("comments, empty lines, quotes, a byte-order mark and any line end are understood", "[params][csv]") {
  const CsvTable table =
      parse_csv("\xef\xbb\xbf# measured at 25 degC\r\n\r\n\"a, in V\",b\r\n1,+2\r\n # between\r\n\"3\",4\r\n", "f");
  CHECK(table.find("a, in V")->values == Numbers{1.0, 3.0});
  CHECK(table.find("b")->values == Numbers{2.0, 4.0});
  CHECK(table.lines == std::vector<int>{4, 6});
  CHECK(parse_csv("x\r1\r2", "f").find("x")->values == Numbers{1.0, 2.0});
}

TEST_CASE("a cell that is not a finite number is refused where it stands", "[params][csv][errors]") {
  CHECK(message("x,y\n1,2\n3,\n") == "data.csv:3:3: column 'y' is empty here\n  leave out the row");
  CHECK(message("x,y\n1,nan\n") == "data.csv:2:3: 'nan' is not a finite number\n  leave out the row");
  CHECK(message("x,y\n1,abc\n") == "data.csv:2:3: 'abc' is not a number");
  CHECK(message("x;y\n1;2,5\n") == "data.csv:2:3: '2,5' has a decimal comma\n  write 2.5, in the whole file");
  CHECK(message("x,y\n1,5,2,5\n") ==
        "data.csv:2: 4 cells in a table of 2 columns\n  decimals are written with a point");
  CHECK(message("x,y\n1\n") == "data.csv:2: 1 cell in a table of 2 columns");
  CHECK(message("x,x\n1,2\n") == "data.csv:1:3: two columns are called 'x'");
  CHECK(message("x,\n1,2\n") == "data.csv:1:3: column 2 has no name");
  CHECK(message("x,y\n") == "data.csv: the file has a header and no rows");
  CHECK(message("\n# nothing\n") == "data.csv: the file has no data");
}

TEST_CASE("a column or a file that does not exist is named", "[params][csv][errors]") {
  const SourcePosition where{"cell.yaml", 7, 3};
  const CsvTable table = parse_csv("power,time\n1,2\n", "us06.csv");
  CHECK_THROWS_WITH(table.column("pover", where),
                    "cell.yaml:7:3: us06.csv has no column 'pover'\n  did you mean power?");
  CHECK_THROWS_WITH(table.column("voltage", where),
                    "cell.yaml:7:3: us06.csv has no column 'voltage'\n  it has 'power', 'time'");
  CHECK_THROWS_WITH(read_csv("no/such.csv", where), "cell.yaml:7:3: there is no file no/such.csv");
  std::string wide = "0";
  for (int i = 1; i <= 10000; ++i) wide += ",0";
  CHECK_THROWS_WITH(parse_csv(wide + "\n" + wide + "\n", "wide.csv"), "wide.csv:1: 10001 columns are too many");
}
