using System.Net;
using System.Net.Sockets;
using Mes.Mqtt.Packets;
using Mes.Mqtt.Transport;

namespace Mes.Mqtt.Tests.Scripted;

/// <summary>A broker on a real socket that does exactly what the test says: one script for each connection.</summary>
sealed class FakeBroker : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _serving;

    public FakeBroker(params Func<Peer, Task>[] scripts)
    {
        _listener.Start();
        _serving = ServeAsync(scripts);
    }

    public int Connections { get; private set; }

    public MqttClientOptions Options(MqttVersion version = MqttVersion.V5) => new()
    {
        Endpoint = new Uri($"mqtt://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"),
        ClientId = "line-1",
        Version = version,
        KeepAlive = TimeSpan.FromSeconds(2),
        OperationTimeout = TimeSpan.FromSeconds(1),
        ReconnectDelayFirst = TimeSpan.FromMilliseconds(20),
        ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
        TakeOverPause = TimeSpan.FromHours(1),
    };

    /// <summary>Takes CONNECT and accepts it, then the subscription.</summary>
    public static async Task GreetAsync(Peer peer, bool sessionPresent = false, params byte[] codes)
    {
        await peer.ExpectAsync<ConnectPacket>();
        await peer.SendAsync(new ConnAckPacket(sessionPresent, 0, Properties.None));
        var subscribe = await peer.ExpectAsync<SubscribePacket>();
        await peer.SendAsync(new SubAckPacket(
            subscribe.PacketId, codes.Length > 0 ? codes : [.. subscribe.Filters.Select(_ => (byte)1)], Properties.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    // The last script serves all further connections too.
    async Task ServeAsync(Func<Peer, Task>[] scripts)
    {
        while (true)
        {
            using var socket = await _listener.AcceptTcpClientAsync(_stop.Token);
            var script = scripts[Math.Min(Connections++, scripts.Length - 1)];
            var peer = new Peer(socket.GetStream(), _stop.Token);
            try
            {
                await script(peer);
            }
            catch (Exception gone) when (gone is IOException or EndOfStreamException)
            {
                // The client left; the next connection has its own script.
                peer.IsGone = true;
            }
        }
    }

    /// <summary>The broker's end of one connection.</summary>
    public sealed class Peer(NetworkStream stream, CancellationToken stop)
    {
        PacketBuffer? _buffer;

        public bool IsGone { get; set; }

        public MqttVersion Version { get; set; } = MqttVersion.V5;

        PacketBuffer Received => _buffer ??= new PacketBuffer(Version, 1_000_000);

        public Task SendAsync(MqttPacket packet) => SendAsync(Wire.Bytes(packet, Version));

        public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes, stop);

        public async Task<T> ExpectAsync<T>()
            where T : MqttPacket
        {
            while (true)
            {
                if (Received.Next() is { } packet)
                {
                    return packet as T ?? throw new InvalidDataException($"{packet} came instead of {typeof(T).Name}.");
                }

                var count = await stream.ReadAsync(Received.Free(), stop);
                Received.Filled(count > 0 ? count : throw new EndOfStreamException());
            }
        }

        /// <summary>Answers nothing until the client is gone.</summary>
        public async Task SilenceAsync()
        {
            var ignored = new byte[1_000];
            while (await stream.ReadAsync(ignored, stop) > 0)
            {
                // Half-open, as the client sees it.
            }
        }
    }
}
