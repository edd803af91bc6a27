# Writes DocPages.cpp: the pages of docs/diagnostics as string literals.
# cmake -DPAGES=dir -DOUT=file -P EmbedPages.cmake
file(GLOB pages ${PAGES}/SC*.md)
list(SORT pages)
set(text "#include \"schemac/Driver/DocPages.h\"\nnamespace schemac {\nnamespace {\nusing namespace std::literals; // the length is known, and not counted again\nstruct Page { std::string_view code, text; };\nconstexpr Page Pages[] = {\n")
foreach(page ${pages})
  get_filename_component(code ${page} NAME_WE)
  file(READ ${page} body)
  string(APPEND text "{\"${code}\", R\"schemacpage(${body})schemacpage\"sv},\n")
endforeach()
string(APPEND text "{\"\", \"\"}};\n} // namespace\nstd::string_view docPage(std::string_view code) {\n  for (const Page &page : Pages)\n    if (page.code == code)\n      return page.text;\n  return {};\n}\n} // namespace schemac\n")
file(WRITE ${OUT} "${text}")
