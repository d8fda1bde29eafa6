using ActorSync.Core.Gateway;
using Polly;
using Polly.Retry;

namespace ActorSync.Engine.Gateway;

/// <summary>What is tried again without asking anybody: reads that failed in passing, and whatever never left.</summary>
/// <remarks>
/// A 429 never comes here, since the budget would not see its retry; nor does a write that may have arrived. How long to wait,
/// and when to give up, each result brings along: <see cref="RetryState"/> knows it per request.
/// </remarks>
internal static class TransientRetry
{
    /// <summary>The API's circuit opens when nine of ten attempts fail within this time.</summary>
    public static readonly TimeSpan BreakerSample = TimeSpan.FromSeconds(10);

    /// <summary>Fewer attempts at the API than this within the sample never open its circuit.</summary>
    public const int BreakerMinimum = 20;

    /// <summary>The login is asked rarely, so its circuit counts over a longer time.</summary>
    public static readonly TimeSpan LoginBreakerSample = TimeSpan.FromMinutes(1);

    /// <summary>Fewer requests for a token than this within the sample never open the login's circuit.</summary>
    public const int LoginBreakerMinimum = 5;

    /// <summary>Builds the retries of one kind of results.</summary>
    /// <param name="timeProvider">What the waits run on.</param>
    /// <param name="wait">How long to wait before the next attempt; null where the result is the end.</param>
    public static ResiliencePipeline<T> Build<T>(TimeProvider timeProvider, Func<T, TimeSpan?> wait) =>
        new ResiliencePipelineBuilder<T> { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions<T>
            {
                // The deadline of each request is the limit, not a count.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } result && wait(result) is not null),
                DelayGenerator = arguments => ValueTask.FromResult(wait(arguments.Outcome.Result!)),
            })
            .Build();

    /// <summary>The circuit of the API's host.</summary>
    public static HostCircuit<CarriageStep> ApiCircuit(TimeProvider timeProvider) =>
        new(timeProvider, BreakerMinimum, BreakerSample, static step => step.Failure, static step => !step.SaysSomethingOfHost);

    /// <summary>The circuit of the login's host.</summary>
    public static HostCircuit<TokenResult> LoginCircuit(TimeProvider timeProvider) => new(
        timeProvider,
        LoginBreakerMinimum,
        LoginBreakerSample,
        static result => result is TokenResult.TryAgain { IsThrottle: false } failed ? new HostFailure(failed.Kind, failed.Reason) : null,
        static _ => false);
}
