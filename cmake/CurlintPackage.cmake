# The Debian package, for the system that it is built on. `scripts/package` builds it.
set(CURLINT_SYSTEM "${CMAKE_SYSTEM_NAME}")
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release lines REGEX "^(ID|VERSION_ID)=")
  set(CURLINT_SYSTEM "")
  foreach(key ID VERSION_ID)
    string(REGEX MATCH "(^|;)${key}=\"?([^\";]*)" found "${lines}")
    string(APPEND CURLINT_SYSTEM "${CMAKE_MATCH_2}")
  endforeach()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME curlint)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The curlint maintainers <curlint@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL "${PROJECT_HOMEPAGE_URL}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter and link checker for curated lists of papers")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Checks Markdown repositories of tables and bullets, one paper a row: badges
that count another repository's stars, arXiv ids that cannot exist, cells that
GitHub drops, papers that are listed twice, links that lead nowhere. Reports
only what a change did, as a hook of git, in pull requests, or of a whole list.")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# What the program is linked with, dpkg-shlibdeps tells. libcurl is loaded (src/net/libcurl.h), so it
# is named here: by the package that has it, which is libcurl4t64 from Ubuntu 24.04 on.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
find_program(CURLINT_DPKG_QUERY dpkg-query)
set(curl_package libcurl4)
if(CURLINT_DPKG_QUERY)
  execute_process(COMMAND "${CURLINT_DPKG_QUERY}" -S "*/libcurl.so.4" OUTPUT_VARIABLE owner ERROR_QUIET)
  if(owner MATCHES "^(libcurl[a-z0-9]+)")
    set(curl_package "${CMAKE_MATCH_1}")
  endif()
endif()
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${curl_package} (>= 7.88)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS git)

set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE "")
find_program(CURLINT_DPKG dpkg)
if(CURLINT_DPKG)
  execute_process(COMMAND "${CURLINT_DPKG}" --print-architecture
                  OUTPUT_VARIABLE CPACK_DEBIAN_PACKAGE_ARCHITECTURE OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
set(CPACK_PACKAGE_FILE_NAME
    "curlint_${PROJECT_VERSION}_${CURLINT_SYSTEM}_${CPACK_DEBIAN_PACKAGE_ARCHITECTURE}")
set(CPACK_DEBIAN_FILE_NAME "${CPACK_PACKAGE_FILE_NAME}.deb")

# What Debian expects of a package and `cmake --install` has no reason to do.
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/CurlintDebian.cmake")
include(CPack)
