package dev.runnel.model.openai;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A provider without a key. */
@RegisterRestClient(configKey = "keyless")
interface KeylessApi extends ModelApi {

    @Override
    default String authorization() {
        return null;
    }
}
