namespace ActorSync.Core.Dialects;

/// <summary>The HTTP methods that ActorSync uses. There is no PUT: it would replace what somebody else wrote.</summary>
public enum RequestVerb
{
    /// <summary>GET.</summary>
    Get,

    /// <summary>POST.</summary>
    Post,

    /// <summary>PATCH.</summary>
    Patch,

    /// <summary>DELETE.</summary>
    Delete,
}
