package com.acme.tea;

import dev.runnel.agent.Agent;
import dev.runnel.event.StreamEvent;
import dev.runnel.http.Streamed;
import dev.runnel.run.Runner;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
    private final Agent taster;
    private final Kettle kettle;
    private final ComplaintBook book;

    ShopResource(Runner runner, @Named("porter") Agent porter, @Named("taster") Agent taster, Kettle kettle,
            ComplaintBook book) {
        this.runner = runner;
        this.porter = porter;
        this.taster = taster;
        this.kettle = kettle;
        this.book = book;
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

    /** What the taster says in the end, as the object that it is. */
    @POST
    @Path("/tasting")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    public Uni<String> taste(String words) {
        return runner.run(taster, words).map(result -> result.finalOutputAs(Tasting.class).toString());
    }

    /** What was complained of since it was asked last. */
    @POST
    @Path("/complaints")
    @Produces(MediaType.TEXT_PLAIN)
    public String complaints() {
        return book.readAll();
    }
}
