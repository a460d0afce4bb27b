package dev.runnel.model.openai;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Trusts the private authority through the REST client's own trust store keys. */
@RegisterRestClient(configKey = "stored")
interface StoredApi extends ModelApi {
}
