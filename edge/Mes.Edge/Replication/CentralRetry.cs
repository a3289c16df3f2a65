using System.Net.Sockets;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Mes.Edge.Replication;

/// <summary>How the edge asks a central that is away: for ever, each pause longer up to a bound, spread by chance.</summary>
static class CentralRetry
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="failed">Told each time, with the pause that follows.</param>
    /// <param name="random">0 to 1; spreads the pauses of many edges.</param>
    public static ResiliencePipeline For(TimeProvider time, Action<Exception, TimeSpan> failed, Func<double> random) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Randomizer = random,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutRejectedException>(),
                OnRetry = arguments =>
                {
                    failed(arguments.Outcome.Exception!, arguments.RetryDelay);
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = Patience })
            .Build();

    /// <summary>Why central is away, for a person.</summary>
    public static string Words(Exception failure) => failure switch
    {
        TimeoutRejectedException => "Central does not answer in time.",
        HttpRequestException { InnerException: SocketException } => "Central cannot be reached.",
        _ => failure.Message,
    };
}
