namespace Mes.Build;

/// <summary>What a run leaves that was killed before it could stop its programs.</summary>
static class LeftOvers
{
    public static async Task StopAsync(CancellationToken cancellation)
    {
        foreach (var name in Demo.StopOrder)
        {
            if (await Daemon.StopLeftOverAsync(name))
            {
                Console.WriteLine($"Stopped {name}, left by a run that was killed.");
            }
        }

        if (DemoDatabase.Exists && await (await DemoDatabase.OpenAsync(port: 0, cancellation)).StopAsync())
        {
            Console.WriteLine("Stopped Postgres, left by a run that was killed.");
        }
    }
}
