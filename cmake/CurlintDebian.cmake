# Run by CPack on what goes into the package: the licence is called `copyright`, completions for zsh
# lie where Debian's zsh looks, and the manual page is compressed, without the date of doing so.
set(share "${CPACK_TEMPORARY_DIRECTORY}/usr/share")
file(RENAME "${share}/doc/curlint/LICENSE" "${share}/doc/curlint/copyright")
file(RENAME "${share}/zsh/site-functions" "${share}/zsh/vendor-completions")
execute_process(COMMAND gzip -9n "${share}/man/man1/curlint.1" COMMAND_ERROR_IS_FATAL ANY)
