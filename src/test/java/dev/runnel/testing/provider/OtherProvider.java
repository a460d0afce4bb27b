package dev.runnel.testing.provider;

import dev.runnel.model.openai.ModelApi;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Another provider, in another package: its own config key, and its own key. */
@RegisterRestClient(configKey = "other")
public interface OtherProvider extends ModelApi {

    @Override
    default Optional<String> authorization() {
        return Optional.of("Bearer other-key-5678");
    }
}
