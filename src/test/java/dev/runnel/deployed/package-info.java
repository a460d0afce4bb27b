/**
 * What the tests of the deployed application share: programs that stand in front of it, each in a package of its own. They
 * are brought by {@code deploy/…/check/run}, and no phase of the build runs these tests.
 */
package dev.runnel.deployed;
