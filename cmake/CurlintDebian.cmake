# Run by CPack on what goes into the package: the licence is called `copyright`, completions for zsh
# lie where Debian's zsh looks, a changelog says where changes are told, and what Debian has compressed
# is, without the date of doing so.
set(share "${CPACK_TEMPORARY_DIRECTORY}/usr/share")
file(RENAME "${share}/doc/curlint/LICENSE" "${share}/doc/curlint/copyright")
file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC) # SOURCE_DATE_EPOCH, where it is set
file(WRITE "${share}/doc/curlint/changelog"
"curlint (${CPACK_PACKAGE_VERSION}) stable; urgency=medium

  * ${CPACK_PACKAGE_HOMEPAGE_URL}/releases/tag/v${CPACK_PACKAGE_VERSION}

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
execute_process(COMMAND gzip -9n "${share}/man/man1/curlint.1" "${share}/doc/curlint/changelog"
                COMMAND_ERROR_IS_FATAL ANY)
