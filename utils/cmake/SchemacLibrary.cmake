# schemac_library(NAME dir DEPENDS libs...): one library per folder of lib/. The DEPENDS lists are
# the layering of the project; utils/check_layering.py holds the includes against the same table.
function(schemac_library name dir)
  cmake_parse_arguments(ARG "" "" "DEPENDS;EXCLUDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/${dir}/*.cpp)
  if(NOT sources)
    add_library(schemac${name} INTERFACE)
    return()
  endif()
  add_library(schemac${name} STATIC ${sources})
  target_include_directories(schemac${name} PUBLIC ${CMAKE_SOURCE_DIR}/include PRIVATE ${CMAKE_SOURCE_DIR}/lib)
  target_compile_options(schemac${name} PRIVATE ${SCHEMAC_WARNINGS})
  list(TRANSFORM ARG_DEPENDS REPLACE "^([A-Z])" "schemac\\1")
  target_link_libraries(schemac${name} PUBLIC ${ARG_DEPENDS} llvm_support fmt_static)
endfunction()

# schemac_tool(NAME libs...): a main of at most 60 lines in tools/NAME.
function(schemac_tool name)
  add_executable(${name} ${CMAKE_SOURCE_DIR}/tools/${name}/main.cpp)
  target_compile_options(${name} PRIVATE ${SCHEMAC_WARNINGS})
  list(TRANSFORM ARGN REPLACE "^([A-Z])" "schemac\\1" OUTPUT_VARIABLE libs)
  target_link_libraries(${name} PRIVATE ${libs})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()
