package com.acme.tea;

import dev.runnel.agent.Agent;
import dev.runnel.event.StreamEvent;
import dev.runnel.http.Streamed;
import dev.runnel.run.Runner;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Named;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The shop's own endpoints, beside those of Runnel. */
@Path("/shop")
public class ShopResource {

    private final Runner runner;
    private final Agent porter;
    private final Kettle kettle;

    ShopResource(Runner runner, @Named("porter") Agent porter, Kettle kettle) {
        this.runner = runner;
        this.porter = porter;
        this.kettle = kettle;
    }

    @POST
    @Path("/door")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Streamed
    public Multi<StreamEvent> knock(String words) {
        return runner.runStreamed(porter, words).streamEvents();
    }

    /** Takes the kettle off the fire, as soon as there is one: {@code true}. */
    @POST
    @Path("/kettle")
    @Blocking
    public boolean takeKettleOff() throws InterruptedException {
        return kettle.takeOff();
    }

    /** Waits until the fire is put out: {@code true}. */
    @POST
    @Path("/fire")
    @Blocking
    public boolean awaitFireOut() throws InterruptedException {
        return kettle.awaitFireOut();
    }
}
