package dev.runnel.model.openai;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** One connection at most. */
@RegisterRestClient(configKey = "narrow")
interface NarrowApi extends ModelApi {
}
