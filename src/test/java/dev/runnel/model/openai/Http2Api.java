package dev.runnel.model.openai;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Over HTTP/2. */
@RegisterRestClient(configKey = "h2")
interface Http2Api extends ModelApi {
}
