# What schemac is built from. Everything is a Debian 12 package; see utils/lib/packages.sh.

find_program(CCACHE ccache)
if(CCACHE)
  # What it must not compare so that precompiled headers can be cached.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
find_program(LLD ld.lld-19 ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ looks lld up by the plain name, beside the versioned one.
    get_filename_component(LLD_REAL ${LLD} REALPATH)
    get_filename_component(LLD_DIR ${LLD_REAL} DIRECTORY)
    add_link_options(-B${LLD_DIR})
  endif()
endif()

# LLVM ADT and Support only, linked statically: a shared libLLVM costs 40 ms at every start.
# find_package(LLVM) would add libraries we do not use.
set(LLVM_PREFIX /usr/lib/llvm-19 CACHE PATH "Where LLVM is installed")
add_library(llvm_support INTERFACE)
target_include_directories(llvm_support SYSTEM INTERFACE /usr/include/llvm-19 /usr/include/llvm-c-19)
find_library(Z_LIBRARY libz.a REQUIRED)
find_library(ZSTD_LIBRARY libzstd.a REQUIRED)
target_link_libraries(llvm_support INTERFACE
  ${LLVM_PREFIX}/lib/libLLVMSupport.a ${LLVM_PREFIX}/lib/libLLVMDemangle.a ${Z_LIBRARY} ${ZSTD_LIBRARY} pthread dl)

# Debian ships no static fmt, and a shared one costs start-up time: one translation unit builds it.
add_library(fmt_static STATIC ${CMAKE_SOURCE_DIR}/utils/cmake/FmtStatic.cpp)

# Headers of libpq, for lib/Database alone; the library is loaded when it is needed.
find_path(LIBPQ_INCLUDE postgresql/libpq-fe.h REQUIRED)

find_package(antlr4-runtime REQUIRED)
find_library(UUID_LIBRARY libuuid.a REQUIRED)
set_target_properties(antlr4_static PROPERTIES IMPORTED_LINK_INTERFACE_LIBRARIES_NONE ${UUID_LIBRARY}) # not the shared one
find_program(ANTLR4 antlr4 REQUIRED)

# Debian's package has neither a .pc file nor a CMake one. The archive holds what it needs of protobuf-c.
find_path(PG_QUERY_INCLUDE pg_query.h REQUIRED)
find_library(PG_QUERY_LIBRARY libpg_query.a REQUIRED)
find_path(PROTOBUF_C_INCLUDE protobuf-c/protobuf-c.h REQUIRED)
add_library(pg_query INTERFACE)
target_include_directories(pg_query SYSTEM INTERFACE ${PG_QUERY_INCLUDE} ${PROTOBUF_C_INCLUDE})
target_link_libraries(pg_query INTERFACE ${PG_QUERY_LIBRARY} pthread)
# lib/Frontend/SQL/Parse.cpp takes the tree before it is packed.
target_link_options(pg_query INTERFACE
  LINKER:--wrap=pg_query__parse_result__get_packed_size LINKER:--wrap=pg_query__parse_result__pack)

set(SCHEMAC_WARNINGS -Wall -Wextra -Wpedantic -Wno-unused-parameter)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these in its own std::string and std::variant; clang checks the same code.
  list(APPEND SCHEMAC_WARNINGS -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-pointer)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ 12 uses a function that it deprecates itself in std::stable_sort.
  list(APPEND SCHEMAC_WARNINGS -Wno-deprecated-declarations)
endif()
if(SCHEMAC_WERROR)
  list(APPEND SCHEMAC_WARNINGS -Werror)
endif()

add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)
if(NOT SCHEMAC_SANITIZE AND NOT SCHEMAC_FUZZ)
  # Addresses that are known when it is linked, and no more shared libraries than libc: what the loader does at every
  # start, and the pages that it writes to, are two thirds of the start (docs/rationale/memory.md).
  add_link_options(-no-pie -static-libstdc++ -static-libgcc)
endif()
if(SCHEMAC_SANITIZE)
  add_compile_options(-fsanitize=${SCHEMAC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  add_link_options(-fsanitize=${SCHEMAC_SANITIZE})
endif()

# Linked statically, for the same reason as fmt.
find_library(YAML_LIBRARY libyaml.a REQUIRED)
add_library(libyaml INTERFACE)
target_link_libraries(libyaml INTERFACE ${YAML_LIBRARY})
