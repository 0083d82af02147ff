# What registers itself by being there: a rule, an output format, a command. The tables are made at
# configure time; adding or removing a file configures again (CONFIGURE_DEPENDS).

set(CURLINT_GENERATED "${PROJECT_BINARY_DIR}/generated")

function(curlint_write path text)
  if(EXISTS "${path}")
    file(READ "${path}" old)
  else()
    set(old "")
  endif()
  if(NOT old STREQUAL text)
    file(WRITE "${path}" "${text}")
  endif()
endfunction()

# A text as a C array of bytes; a string literal would hit the length that C11 promises (5.2.4.1).
function(curlint_embed source target symbol)
  file(READ "${source}" hex HEX)
  # character literals: a plain 0xc2 does not fit a signed char without a warning
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
  curlint_write("${target}" "#include <stddef.h>
extern const char ${symbol}[];
const char ${symbol}[] = {\n${bytes}0};\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
endfunction()

# Library `target` of all rules and `rule_table`, sorted by id. CURLINT_EXTRA_RULES adds a folder.
function(curlint_rules target)
  set(roots "${PROJECT_SOURCE_DIR}/rules" ${CURLINT_EXTRA_RULES})
  set(sources "")
  set(externs "")
  set(rows "")
  set(paths "")
  foreach(root ${roots})
    file(GLOB found CONFIGURE_DEPENDS "${root}/*/*.c")
    file(GLOB pages CONFIGURE_DEPENDS "${root}/*/*.md")
    foreach(page ${pages})
      string(REGEX REPLACE "\\.md$" ".c" code "${page}")
      if(NOT EXISTS "${code}")
        message(FATAL_ERROR "${page} has no ${code} beside it")
      endif()
    endforeach()
    # by id: a blank sorts before what ids are made of
    foreach(path ${found})
      string(REGEX REPLACE "^.*/([^/]+/[^/]+)\\.c$" "\\1 ${path}" path "${path}")
      list(APPEND paths "${path}")
    endforeach()
  endforeach()
  list(SORT paths)
  list(LENGTH paths count)
  foreach(path ${paths})
    string(FIND "${path}" " " blank) # the first: the path may have more of them
    math(EXPR blank "${blank} + 1")
    string(SUBSTRING "${path}" ${blank} -1 path)
    get_filename_component(name "${path}" NAME_WE)
    get_filename_component(dir "${path}" DIRECTORY)
    get_filename_component(group "${dir}" NAME)
    string(REGEX REPLACE "\\.c$" ".md" page "${path}")
    if(NOT EXISTS "${page}")
      message(FATAL_ERROR "rule ${group}/${name} has no page: write ${page}")
    endif()
    string(MAKE_C_IDENTIFIER "${group}_${name}" symbol)
    curlint_embed("${page}" "${CURLINT_GENERATED}/rules/${symbol}_md.c" "rule_page_${symbol}")
    list(APPEND sources "${path}" "${CURLINT_GENERATED}/rules/${symbol}_md.c")
    string(APPEND externs
           "extern const struct rule rule_${symbol};\nextern const char rule_page_${symbol}[];\n")
    string(APPEND rows
           "    {\"${group}/${name}\", &rule_${symbol}, rule_page_${symbol}},\n")
  endforeach()
  curlint_write("${CURLINT_GENERATED}/rule_table.c" "/* made by cmake/CurlintRegistry.cmake */
#include \"lint/rule.h\"
${externs}
extern const struct rule_entry rule_table[];
extern const size_t rule_table_count;
const struct rule_entry rule_table[] = {\n${rows}    {NULL, NULL, NULL},\n};
const size_t rule_table_count = ${count};\n")
  add_library(${target} STATIC ${sources} "${CURLINT_GENERATED}/rule_table.c")
  target_link_libraries(${target} PUBLIC ${ARGN} PRIVATE curlint_flags)
endfunction()

# A NULL-ended table `<word>_table` of every `const <type> <prefix><file stem>` in src/<glob>, in
# `target`; the prefix may be left out.
function(curlint_table target header type word glob)
  file(GLOB paths CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${glob}")
  list(SORT paths)
  set(externs "")
  set(rows "")
  foreach(path ${paths})
    get_filename_component(symbol "${path}" NAME_WE)
    set(symbol "${ARGN}${symbol}")
    string(APPEND externs "extern const ${type} ${symbol};\n")
    string(APPEND rows "    &${symbol},\n")
  endforeach()
  set(file "${CURLINT_GENERATED}/${word}_table.c")
  curlint_write("${file}" "/* made by cmake/CurlintRegistry.cmake */
#include \"${header}\"
${externs}
extern const ${type} *const ${word}_table[];
const ${type} *const ${word}_table[] = {\n${rows}    NULL,\n};\n")
  target_sources(${target} PRIVATE "${file}")
endfunction()

# The style and the script of pages in HTML, and what their Content-Security-Policy knows them by.
function(curlint_pages target)
  set(hashes "extern const char html_style_sha256[], html_script_sha256[];\n")
  foreach(asset style.css script.js)
    set(source "${PROJECT_SOURCE_DIR}/src/report/html/${asset}")
    get_filename_component(name "${asset}" NAME_WE)
    curlint_embed("${source}" "${CURLINT_GENERATED}/html_${name}.c" "html_${name}")
    target_sources(${target} PRIVATE "${CURLINT_GENERATED}/html_${name}.c")
    file(SHA256 "${source}" hash)
    string(APPEND hashes "const char html_${name}_sha256[] = \"${hash}\";\n")
  endforeach()
  curlint_write("${CURLINT_GENERATED}/html_sha256.c" "${hashes}")
  target_sources(${target} PRIVATE "${CURLINT_GENERATED}/html_sha256.c")
endfunction()
