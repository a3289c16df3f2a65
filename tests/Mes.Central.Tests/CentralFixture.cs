using NUnit.Framework;

namespace Mes.Central.Tests;

/// <summary>A central and an edge for each test.</summary>
abstract class CentralFixture
{
    TestCentral? _central;
    ScriptedEdge? _edge;

    protected TestCentral Central => _central!;

    protected ScriptedEdge Edge => _edge!;

    [SetUp]
    public async Task StartCentralAsync()
    {
        _central = await StartAsync();
        _edge = await ScriptedEdge.OpenAsync(_central);
    }

    [TearDown]
    public async Task StopCentralAsync()
    {
        if (_central is not null)
        {
            await _central.DisposeAsync();
        }
    }

    protected virtual Task<TestCentral> StartAsync() => TestCentral.StartAsync();
}
