/**
 * The offline model: a small Responses API server in this process, so that a fresh checkout streams with no key and no
 * network, through the very same client as a provider. It answers by a few fixed rules, the same request always in the
 * same way, says of itself that it is no LLM, and is not made for measuring. It also decides whether it takes the
 * provider's place, and fails the start where no model is configured at all. It knows {@code dev.runnel.model} and
 * {@code dev.runnel.sse}; nobody calls it but through {@link dev.runnel.model.ModelServer} and HTTP.
 */
package dev.runnel.model.embedded;
