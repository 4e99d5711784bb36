# authgen for CMake 3.20 or newer.
#
#   find_package(authgen REQUIRED)
#   authgen_generate(VARIABLE
#     SCHEMA FILE...            one schema in these files
#     [TARGET NAME]             else what the generator blocks ask for
#     [DIALECT NAME]
#     [OUTPUT FILE | FOLDER/]   of TARGET; relative to the build's folder
#     [OPTIONS NAME=VALUE...]   of TARGET
#     [ARGUMENTS ARGUMENT...])  others of authgen's
#   add_custom_target(schema ALL DEPENDS ${VARIABLE})
#
# VARIABLE is the list of the outputs. They are made again if a file changes that
# authgen has read. Where it depends on the schema which outputs there are, a
# change of a FILE configures the project anew. With Ninja, outputs that a run
# does not change are not built upon; with make, they are, and as CMake keeps all
# that was ever read, deleting such a file wants a new folder to build in.
#
# Set as well: AUTHGEN_EXECUTABLE, which may be given, and authgen::authgen.
cmake_policy(PUSH)
cmake_policy(VERSION 3.20)

# This file is in PREFIX/lib/cmake/authgen, or in a folder of lib.
find_program(AUTHGEN_EXECUTABLE authgen
  HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin"
        "${CMAKE_CURRENT_LIST_DIR}/../../../../bin")
if(NOT AUTHGEN_EXECUTABLE)
  set(authgen_FOUND FALSE)
  set(authgen_NOT_FOUND_MESSAGE "the program authgen is missing")
elseif(NOT TARGET authgen::authgen)
  add_executable(authgen::authgen IMPORTED)
  set_target_properties(authgen::authgen PROPERTIES
    IMPORTED_LOCATION "${AUTHGEN_EXECUTABLE}")
endif()

function(authgen_generate variable)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TARGET;DIALECT;OUTPUT"
    "SCHEMA;OPTIONS;ARGUMENTS")
  if(NOT arg_SCHEMA OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR
      "authgen_generate(VARIABLE SCHEMA FILE...): ${arg_UNPARSED_ARGUMENTS}")
  endif()

  set(schema)
  foreach(file IN LISTS arg_SCHEMA)
    get_filename_component(file "${file}" ABSOLUTE)
    list(APPEND schema "${file}")
  endforeach()
  set(arguments ${arg_ARGUMENTS})
  if(arg_TARGET)
    list(APPEND arguments --target "${arg_TARGET}")
  endif()
  if(arg_DIALECT)
    list(APPEND arguments --dialect "${arg_DIALECT}")
  endif()
  foreach(option IN LISTS arg_OPTIONS)
    list(APPEND arguments --option "${option}")
  endforeach()
  set(known FALSE)
  if(arg_OUTPUT)
    if(arg_OUTPUT MATCHES "/$")
      set(slash "/")
    else()
      set(slash "")
      set(known TRUE)
    endif()
    get_filename_component(output "${arg_OUTPUT}" ABSOLUTE
      BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
    get_filename_component(folder "${output}" DIRECTORY)
    file(MAKE_DIRECTORY "${folder}")
    list(APPEND arguments --output "${output}${slash}")
  endif()
  list(APPEND arguments ${schema})

  if(known)
    set(outputs "${output}")
  else()
    execute_process(
      COMMAND "${AUTHGEN_EXECUTABLE}" generate --list-outputs ${arguments}
      WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
      OUTPUT_VARIABLE lines
      OUTPUT_STRIP_TRAILING_WHITESPACE
      COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\n" ";" lines "${lines}")
    set(outputs)
    foreach(line IN LISTS lines)
      get_filename_component(line "${line}" ABSOLUTE
        BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
      list(APPEND outputs "${line}")
    endforeach()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema})
  endif()

  # make knows no more than the times of outputs.
  set(touch)
  if(NOT CMAKE_GENERATOR MATCHES "Ninja")
    set(touch --touch)
  endif()
  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${variable}.authgen.d")
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND "${AUTHGEN_EXECUTABLE}" generate -MD -MF "${depfile}" ${touch}
            ${arguments}
    DEPENDS ${schema} "${AUTHGEN_EXECUTABLE}"
    DEPFILE "${depfile}"
    WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
    COMMENT "authgen ${variable}"
    VERBATIM)
  set(${variable} "${outputs}" PARENT_SCOPE)
endfunction()

cmake_policy(POP)
