/**
 * Models over HTTP, in the formats of OpenAI and of the many servers compatible with it, through the Quarkus REST client:
 * its configuration, TLS, proxies and filters all hold, only the body of an answer is read by our own hand. One call is an
 * {@code Exchange}; its bytes come by demand, and cancelling it frees the provider at once.
 */
package dev.runnel.model.openai;
