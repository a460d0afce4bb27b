package dev.runnel.model.openai;

import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A provider without a key. */
@RegisterRestClient(configKey = "keyless")
interface KeylessApi extends ModelApi {

    @Override
    default Optional<String> authorization() {
        return Optional.empty();
    }
}
