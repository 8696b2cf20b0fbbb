#!/bin/sh
# Says its process number (which the program keeps, through exec) to whoever wants to guard the test server.
echo $$ > "$DONDOC_TEST_SERVER_PID"
exec "$DONDOC_TEST_SERVER" "$@"
