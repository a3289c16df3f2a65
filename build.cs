#!/usr/bin/env dotnet
#:property PublishAot=false
#:include build/*.cs

using System.Globalization;
using System.Runtime.InteropServices;
using Mes.Build;

const string Help = """
    ./build.sh run     sets up and starts the demo: a simulated line, a broker, an edge, central. Ctrl-C stops it all.
    ./build.sh test    builds and runs every test; results in artifacts/test.
    ./build.sh bench [name]
                       runs all benchmarks or one; figures in artifacts/bench.json.
    ./build.sh clean [--data]
                       deletes what was built; with --data also the demo's data.
    ./build.sh help    prints this.

    Settings of run, as an option or a variable:
    """;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource();
using var interrupted = Catch(PosixSignal.SIGINT);
using var terminated = Catch(PosixSignal.SIGTERM);
using var hungUp = Catch(PosixSignal.SIGHUP);

try
{
    return args switch
    {
        ["run", .. var options] => await Demo.RunAsync(DemoSettings.Parse(options), stop.Token),
        ["test"] => await TestRun.RunAsync(stop.Token),
        ["bench"] => await Bench.RunAsync(name: null, stop.Token),
        ["bench", var name] => await Bench.RunAsync(name, stop.Token),
        ["clean"] => await Clean.RunAsync(withData: false, stop.Token),
        ["clean", "--data"] => await Clean.RunAsync(withData: true, stop.Token),
        [] or ["help"] => PrintHelp(Console.Out, exitCode: 0),
        _ => PrintHelp(Console.Error, exitCode: 2),
    };
}
catch (BuildFailure failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}

PosixSignalRegistration Catch(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

static int PrintHelp(TextWriter writer, int exitCode)
{
    writer.WriteLine(Help);
    foreach (var line in DemoSettings.Describe())
    {
        writer.WriteLine(line);
    }

    return exitCode;
}
