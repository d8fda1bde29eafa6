namespace ActorSync.Engine.Gateway;

/// <summary>What a request rests on grew old while it waited for its connection; nothing of it was written.</summary>
internal sealed class TooLateException() : HttpRequestException("what the request rests on is too old");
