/** What tests of several packages share: servers on plain sockets, played from a script, without any framework in them. */
package dev.runnel.testing;
