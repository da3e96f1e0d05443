"""What is answered to agents: a read-only MCP server with one tool a question, on standard input and output or over HTTP.

``server.py`` lists the tools and answers calls, ``transports.py`` carries them; ``tools/`` has one module a question, named as its query,
its route and its verb.  ``reply.py`` is the shape of every answer, ``text.py`` writes it for a model to quote.  Only this folder knows the
SDK (the extra ``[mcp]``); nothing else of api/ knows this folder.
"""
