// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/csv.hpp"
#include "params/text/measured_columns.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace vitrion;
using Numbers = std::vector<double>;

namespace {
std::string message(const std::string& text) {
  try {
    const CsvTable table = parse_csv(text, "data.csv");
    for (const CsvTable::Column& column : table.columns) table.column(column.name, {"cell.yaml", 7, 3});
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
  CHECK(message("x,y\n1,5,2,5\n") ==
        "data.csv:2: 4 cells in a table of 2 columns\n  decimals are written with a point");
  CHECK(message("x,y\n1\n") == "data.csv:2: 1 cell in a table of 2 columns");
  CHECK(message("x,x\n1,2\n") ==
        "cell.yaml:7:3: two columns of data.csv are called 'x'\n  give one of them another name");
  CHECK(message("x,\n1,2\n") == "accepted");  // the second is called 2
  CHECK(message("x,y\n1,1e999\n") == "data.csv:2:3: '1e999' is not a number");
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

TEST_CASE("columns that nobody asks for may hold anything", "[params][csv]") {
  const CsvTable table = parse_csv("Time / s,Mode,Current / A,Note\n0,CC_DChg,-5,\n60,Rest,0,\"end, of it\"\n", "f");
  CHECK(table.column("Time / s", {}).values == Numbers{0.0, 60.0});
  CHECK(table.column("Current / A", {}).values == Numbers{-5.0, 0.0});
  CHECK_THROWS_WITH(table.column("Mode", {}), "f:2:3: 'CC_DChg' is not a number");
  CHECK_THROWS_WITH(table.column("Note", {}), "f:2:14: column 'Note' is empty here\n  leave out the row");
}

TEST_CASE("a table begins behind a preamble of any kind", "[params][csv]") {
  for (const std::string preamble :
       {"Test ID,1001\nSchedule,US06\n,,\n", "Serial,7\nCapacity,2.5\n", "EC-Lab ASCII FILE\nNb header lines : 4\n\n",
        "Cell: A, measured on Monday\n\n", "# of Arbin\n"}) {
    const CsvTable table = parse_csv(preamble + "N,t,I,V\n1,0,-2,3.7\n2,10,-2,3.69\n", "f");
    CHECK(table.columns.size() == 4);
    CHECK(table.column("t", {}).values == Numbers{0.0, 10.0});
  }
  const CsvTable units = parse_csv("Time\tV\n(s)\t(V)\n0\t1\n1\t2\n", "f");
  CHECK(units.column("Time (s)", {}).values == Numbers{0.0, 1.0});
}

TEST_CASE("decimal commas, clocks, dates and other encodings are read", "[params][csv]") {
  const CsvTable comma = parse_csv("time/s\tEwe/V\n0,000000E+00\t3,459242E+00\n1,5\t3\n", "f");
  CHECK(comma.column("time/s", {}).values == Numbers{0.0, 1.5});
  CHECK(comma.column("Ewe/V", {}).values == Numbers{3.459242, 3.0});

  const CsvTable clock = parse_csv(
      "t,u,d\n00:00:01,1-00:00:00.5,2026-11-03 10:00:00\n26:00:00,1d 01:00:00,"
      "2026-11-04T10:00:00.5\n",
      "f");
  CHECK(clock.column("t", {}).values == Numbers{1.0, 93600.0});
  CHECK(clock.column("u", {}).values == Numbers{86400.5, 90000.0});
  CHECK(clock.column("d", {}).values[1] - clock.column("d", {}).values[0] == 86400.5);
  CHECK(clock.find("t")->kind == CsvTable::Column::Kind::durations);
  CHECK(clock.find("d")->kind == CsvTable::Column::Kind::dates);

  CHECK(parse_csv("T/\xb0"
                  "C,I/\xb5"
                  "A\n1,2\n",
                  "f")
            .find("T/\u00b0C") != nullptr);  // Latin-1
  const std::string wide(
      "\xff\xfex\0,\0y\0\n\0"
      "1\0,\0"
      "2\0\n\0",
      18);
  CHECK(parse_csv(wide, "f").column("y", {}).values == Numbers{2.0});
}

TEST_CASE("names of columns say what is measured and in which unit", "[params][csv]") {
  const auto says = [](const std::string& name, Measured what, const std::string& unit) {
    const ColumnMeaning meaning = meaning_of(name);
    INFO(name);
    CHECK((meaning.what && *meaning.what == what));
    CHECK(meaning.unit == unit);
  };
  says("Test Time / s", Measured::test_time, "s");
  says("test_time_second", Measured::test_time, "s");
  says("Test_Time(s)", Measured::test_time, "s");
  says("time/s", Measured::test_time, "s");
  says("Total Time", Measured::test_time, "");
  says("<I>/mA", Measured::current, "mA");
  says("current_ampere", Measured::current, "A");
  says("Current(mA)", Measured::current, "mA");
  says("Current [A]", Measured::current, "A");
  says("Ewe/V", Measured::voltage, "V");
  says("voltage_volt", Measured::voltage, "V");
  says("Charge_Capacity(Ah)", Measured::charging_capacity, "Ah");
  says("cycle number", Measured::cycle, "");
  says("Re(Z)/Ohm", Measured::real_impedance, "Ohm");
  CHECK(!meaning_of("control/V/mA").what);
  CHECK(!meaning_of("Data_Point").what);
  const CsvTable table = parse_csv("Time,Total Time,Current(mA)\n0,5,1\n0,6,1\n", "f");
  CHECK(find_measured(table, Measured::test_time)->name == "Total Time");
  CHECK(find_measured(table, Measured::voltage) == nullptr);
}
