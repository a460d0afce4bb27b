package dev.runnel.offending.names.http.util;

class Things {
}
