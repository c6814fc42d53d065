# SPDX-License-Identifier: BSD-3-Clause
# Installs what was built into an empty prefix, builds the examples of docs/examples on that alone, and runs them:
#   cmake -D BUILD=build/release -D SOURCE=. -D COMPILER=g++ -P tests/install.cmake
set(work ${BUILD}/tests/install)
file(REMOVE_RECURSE ${work})
set(ENV{VITRION_LIBRARY} ${work}/prefix/share/vitrion/library)

function(run_and_expect expected)  # the last line that it prints matches `expected`
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors WORKING_DIRECTORY ${BUILD})
  string(JOIN " " said ${ARGN})
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${said}: exit code ${code}\n${output}${errors}")
  endif()
  string(STRIP "${output}" output)
  string(REGEX REPLACE ".*\n" "" last "${output}")
  if(NOT last MATCHES "${expected}")
    message(FATAL_ERROR "${said}: '${last}' is not '${expected}'")
  endif()
endfunction()

run_and_expect("" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${work}/prefix)
file(GLOB_RECURSE headers RELATIVE ${work}/prefix/include ${work}/prefix/include/*)
if(NOT headers STREQUAL "vitrion/vitrion.hpp")
  message(FATAL_ERROR "installed headers are not the public ones alone: ${headers}")
endif()
run_and_expect("" ${CMAKE_COMMAND} -S ${SOURCE}/docs/examples -B ${work}/examples -D CMAKE_PREFIX_PATH=${work}/prefix
  -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_BUILD_TYPE=Release)
run_and_expect("" ${CMAKE_COMMAND} --build ${work}/examples)
run_and_expect("^the protocol is finished; lowest voltage 2.500 V$" ${work}/examples/capacity)
run_and_expect("^0.001,[0-9.]+,-?[0-9.e-]+$" ${work}/examples/impedance)
run_and_expect("^ 999 0\\.[0-9]+ mAh$" ${work}/examples/screen)
run_and_expect("" ${work}/prefix/bin/vitrion run cells/li-lfp-zif4-glass -q -o ${work}/results)
