#!/usr/bin/env bash
# Everything is in build.cs; this finds the SDK that runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if ! command -v dotnet > /dev/null; then
    echo "The .NET 10 SDK is missing. Install it (apt-get install dotnet-sdk-10.0, or https://dot.net) and try again." >&2
    exit 1
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=1
exec dotnet run build.cs -- "$@"
