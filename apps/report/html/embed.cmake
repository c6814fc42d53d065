# SPDX-License-Identifier: BSD-3-Clause
# Makes a C++ source of text files: cmake -D SOURCE=OUT.cpp -D "FILES=name=path;name=path" -P embed.cmake
set(text "// Made by embed.cmake.\n#include \"apps/report/html/assets.hpp\"\n\nnamespace vitrion::assets {\n")
foreach(pair ${FILES})
  string(REGEX MATCH "^([^=]+)=(.+)$" matched "${pair}")
  file(READ "${CMAKE_MATCH_2}" content)
  string(FIND "${content}" ")vitrion\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${CMAKE_MATCH_2} contains )vitrion\"")
  endif()
  string(REGEX REPLACE "^([^=]+)=.+$" "\\1" name "${pair}")
  string(APPEND text "extern const std::string_view ${name};\n"
                     "const std::string_view ${name} = R\"vitrion(${content})vitrion\";\n")
endforeach()
string(APPEND text "}  // namespace vitrion::assets\n")
file(WRITE "${SOURCE}" "${text}")
