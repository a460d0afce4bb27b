/**
 * The application behind Knative's queue-proxy, both with the environment that Knative's controller would make of the
 * manifests in {@code deploy/knative}.
 */
package dev.runnel.deployed.knative;
