/**
 * A tea shop: an application of somebody else's, built on the jar of Runnel alone. Its tools are slow, fail, take and return
 * records and tell their thread, so that tests of the whole, from outside, have something to call.
 */
package com.acme.tea;
