//===- Files.cpp - Reading and writing ------------------------------------===//
#include "schemac/Driver/Files.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace schemac {

std::optional<std::string> readFile(const std::string &path, std::string &error) {
  if (path != "-" && llvm::sys::fs::is_directory(path)) {
    error = "is a directory";
    return std::nullopt;
  }
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false,
                                                   /*RequiresNullTerminator=*/false);
  if (!buffer) {
    error = buffer.getError().message();
    return std::nullopt;
  }
  return (*buffer)->getBuffer().str();
}

bool writeFile(const std::string &path, std::string_view text, std::string &error) {
  llvm::SmallString<128> temporary;
  int fd = -1;
  if (std::error_code ec = llvm::sys::fs::createUniqueFile(path + ".%%%%%%", fd, temporary,
                                                           llvm::sys::fs::OF_None, 0644)) {
    error = ec.message();
    return false;
  }
  {
    llvm::raw_fd_ostream os(fd, /*shouldClose=*/true);
    os.write(text.data(), text.size());
    os.close();
    if (os.has_error()) {
      error = os.error().message();
      os.clear_error();
      llvm::sys::fs::remove(temporary);
      return false;
    }
  }
  if (std::error_code ec = llvm::sys::fs::rename(temporary, path)) {
    error = ec.message();
    llvm::sys::fs::remove(temporary);
    return false;
  }
  return true;
}

} // namespace schemac
