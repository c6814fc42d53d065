# SPDX-License-Identifier: BSD-3-Clause
# cmake -D SOURCE=... -D HEADER=... -P revision.cmake: writes the git revision of the sources into a header, only when
# it has changed.
set(revision unknown)
find_program(GIT git)
if(GIT)
  execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --dirty=-modified --abbrev=12 --exclude=*
    OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed)
    set(revision ${described})
  endif()
endif()
set(text "#pragma once\n#define VITRION_REVISION \"${revision}\"\n")
set(present "")
if(EXISTS ${HEADER})
  file(READ ${HEADER} present)
endif()
if(NOT text STREQUAL present)
  file(WRITE ${HEADER} "${text}")
endif()
