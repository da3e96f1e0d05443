"""The pages for readers: server-rendered, whole without JavaScript, nothing from another host.  A module is named after its URL."""
