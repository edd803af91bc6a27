# The headers that nearly every file reads, read once. Only clang: so g++ still tells when a file does not
# include what it uses.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT SCHEMAC_FUZZ)
  set(SCHEMAC_PCH ON)
  file(WRITE ${CMAKE_BINARY_DIR}/pch.cpp "")
  add_library(schemac_pch STATIC ${CMAKE_BINARY_DIR}/pch.cpp)
  target_compile_options(schemac_pch PRIVATE ${SCHEMAC_WARNINGS})
  # Without the time stamp, ccache may keep what was built with it.
  target_compile_options(schemac_pch PUBLIC "SHELL:-Xclang -fno-pch-timestamp")
  target_link_libraries(schemac_pch PRIVATE fmt_static llvm_support)
  target_precompile_headers(schemac_pch PRIVATE <algorithm> <array> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <tuple> <unordered_map> <unordered_set> <variant> <vector> <fmt/format.h>)
endif()

# schemac_library(NAME dir DEPENDS libs...): one library per folder of lib/. The DEPENDS lists are
# the layering of the project; utils/check_layering.py holds the includes against the same table.
function(schemac_library name dir)
  cmake_parse_arguments(ARG "" "" "DEPENDS;EXCLUDE;SUBFOLDERS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/${dir}/*.cpp)
  if(ARG_SUBFOLDERS)
    foreach(folder ${ARG_SUBFOLDERS})
      file(GLOB more CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/${dir}/${folder}/*.cpp)
      list(APPEND sources ${more})
    endforeach()
  endif()
  list(TRANSFORM ARG_DEPENDS PREPEND "schemac" REGEX "^[A-Z]")
  if(NOT sources)
    add_library(schemac${name} INTERFACE)
    target_link_libraries(schemac${name} INTERFACE ${ARG_DEPENDS})
    return()
  endif()
  add_library(schemac${name} STATIC ${sources})
  target_include_directories(schemac${name} PUBLIC ${CMAKE_SOURCE_DIR}/include PRIVATE ${CMAKE_SOURCE_DIR}/lib)
  target_compile_options(schemac${name} PRIVATE ${SCHEMAC_WARNINGS})
  target_link_libraries(schemac${name} PUBLIC ${ARG_DEPENDS} llvm_support fmt_static)
  if(SCHEMAC_PCH)
    target_compile_options(schemac${name} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    target_precompile_headers(schemac${name} REUSE_FROM schemac_pch)
  endif()
endfunction()

# schemac_tool(NAME libs...): a main of at most 60 lines in tools/NAME.
function(schemac_tool name)
  add_executable(${name} ${CMAKE_SOURCE_DIR}/tools/${name}/main.cpp)
  target_compile_options(${name} PRIVATE ${SCHEMAC_WARNINGS})
  list(TRANSFORM ARGN PREPEND "schemac" REGEX "^[A-Z]" OUTPUT_VARIABLE libs)
  target_link_libraries(${name} PRIVATE ${libs})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()
