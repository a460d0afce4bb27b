/**
 * A vault with guards: an application with Runnel, Quarkus' security, fault tolerance and OpenTelemetry. Its tools are
 * allowed to some callers only, have little time, and tell who calls them and below which span.
 */
package com.acme.vault;
