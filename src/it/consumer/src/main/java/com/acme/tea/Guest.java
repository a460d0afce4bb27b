package com.acme.tea;

/** For whom a run is: what the shop's tools know of a request, and the model does not. */
public record Guest(String name, int tableNumber) {
}
