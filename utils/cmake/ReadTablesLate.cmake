# cmake -DPARSER=File.cpp -P ReadTablesLate.cmake
#
# ANTLR's parsers read their tables when a program starts, whether it parses or not, and free them when it ends: a tenth
# of the time of a small check. The parser of this file reads them when it is made first.
file(READ ${PARSER} text)

# Another version of ANTLR shall not undo it in silence.
function(replace_what_is_there pattern new)
  string(REGEX REPLACE "${pattern}" "${new}" replaced "${text}")
  if(replaced STREQUAL text)
    message(FATAL_ERROR "${PARSER} has no ${pattern}")
  endif()
  set(text "${replaced}" PARENT_SCOPE)
endfunction()

replace_what_is_there("_interpreter = new" "static Initializer tables;\n  _interpreter = new")
replace_what_is_there("[A-Za-z]+::Initializer [A-Za-z]+::_init;" "")
file(WRITE ${PARSER} "${text}")
