# The headers that nearly every file reads, read once: they are half of the work of a small file. A build with
# -DSCHEMAC_PCH=OFF tells when a file does not include what it uses.
option(SCHEMAC_PCH "Precompile the headers that nearly every file reads" ON)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  set(SCHEMAC_PCH_OPTIONS "SHELL:-Xclang -fno-pch-timestamp") # so that ccache may keep what was built with it
else()
  set(SCHEMAC_PCH_OPTIONS -fpch-preprocess)
endif()

function(schemac_precompiled name)
  file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "")
  add_library(${name} STATIC ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/include)
  target_compile_options(${name} PRIVATE ${SCHEMAC_WARNINGS})
  target_compile_options(${name} PUBLIC ${SCHEMAC_PCH_OPTIONS})
  target_link_libraries(${name} PRIVATE fmt_static llvm_support)
  target_precompile_headers(${name} PRIVATE <algorithm> <array> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <tuple> <unordered_map> <unordered_set> <variant> <vector> <fmt/format.h> ${ARGN})
endfunction()

if(SCHEMAC_PCH)
  schemac_precompiled(schemac_pch)
  # For what is written over the IR.
  schemac_precompiled(schemac_ir_pch <schemac/IR/Plan.h> <schemac/IR/SchemaIndex.h> <schemac/IR/Interpreter.h>
    <llvm/Support/raw_ostream.h>)
endif()

# schemac_above_ir(NAME libs...): sets NAME when a library that depends on \p libs may use the IR.
function(schemac_above_ir out)
  set(${out} OFF PARENT_SCOPE)
  foreach(library ${ARGN})
    get_property(above GLOBAL PROPERTY "above_ir_${library}")
    if(above)
      set(${out} ON PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# schemac_library(NAME dir DEPENDS libs...): one library per folder of lib/. The DEPENDS lists are
# the layering of the project; utils/check_layering.py holds the includes against the same table.
# APART names files (or patterns) that stay translation units of their own where CMAKE_UNITY_BUILD joins the
# others: names of their tables would hide those of other files.
function(schemac_library name dir)
  cmake_parse_arguments(ARG "" "" "DEPENDS;SUBFOLDERS;APART" ${ARGN})
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
  list(TRANSFORM ARG_APART PREPEND ${CMAKE_SOURCE_DIR}/lib/${dir}/)
  file(GLOB apart ${ARG_APART})
  set_source_files_properties(${apart} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_include_directories(schemac${name} PUBLIC ${CMAKE_SOURCE_DIR}/include PRIVATE ${CMAKE_SOURCE_DIR}/lib)
  target_compile_options(schemac${name} PRIVATE ${SCHEMAC_WARNINGS})
  target_link_libraries(schemac${name} PUBLIC ${ARG_DEPENDS} llvm_support fmt_static)
  schemac_above_ir(above ${ARG_DEPENDS})
  if(above OR name STREQUAL "IR")
    set_property(GLOBAL PROPERTY above_ir_schemac${name} ON)
    set(headers schemac_ir_pch)
  else()
    set(headers schemac_pch)
  endif()
  if(SCHEMAC_PCH)
    target_compile_options(schemac${name} PRIVATE ${SCHEMAC_PCH_OPTIONS})
    target_precompile_headers(schemac${name} REUSE_FROM ${headers})
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
