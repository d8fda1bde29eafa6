namespace ActorSync.Engine.Tests.Contract;

/// <summary>The requests of a process that may die.</summary>
internal sealed class MortalRequests(MortalProcess process, HttpMessageHandler handler) : DelegatingHandler(handler)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        process.DoAsync(ProcessStep.BeforeSend, ProcessStep.AfterAnswer, request.Method.Method, () =>
        {
            process.Watch?.Invoke(request);
            return base.SendAsync(request, cancellationToken);
        });
}
