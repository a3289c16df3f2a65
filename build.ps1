#!/usr/bin/env pwsh
# Everything is in build.cs; this finds the SDK that runs it.
Set-Location $PSScriptRoot
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('The .NET 10 SDK is missing. Install it (winget install Microsoft.DotNet.SDK.10) and try again.')
    exit 1
}
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK = '1'
dotnet run build.cs -- @args
exit $LASTEXITCODE
