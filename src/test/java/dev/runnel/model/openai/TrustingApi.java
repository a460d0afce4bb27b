package dev.runnel.model.openai;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Trusts the private authority through the TLS registry. */
@RegisterRestClient(configKey = "trusting")
interface TrustingApi extends ModelApi {
}
