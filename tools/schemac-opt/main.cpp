#include "schemac/Driver/Tools.h"

int main(int argc, char **argv) { return schemac::optMain(argc, argv); }
