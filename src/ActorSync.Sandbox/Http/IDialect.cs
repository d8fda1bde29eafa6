using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Sandbox.Http;

/// <summary>What the two dialects do differently on the wire.</summary>
internal interface IDialect
{
    /// <summary>Every call that is served; anything else is 404.</summary>
    ImmutableArray<ApiRoute> Routes { get; }

    /// <summary>Every permission that a token can carry.</summary>
    ImmutableArray<string> Permissions { get; }

    /// <summary>The header that carries the id of an answer; null where the dialect has none.</summary>
    string? CorrelationHeader { get; }

    /// <summary>Tells that a token lacks the permission of a call.</summary>
    Problem MissingPermission(string permission);

    /// <summary>Writes the body of an error.</summary>
    void WriteProblem(Utf8JsonWriter json, Problem problem, string contextId);

    /// <summary>Writes what stands beside the entities of a page, in the body's open object.</summary>
    void WritePageFields(Utf8JsonWriter json, PageLinks links);
}
