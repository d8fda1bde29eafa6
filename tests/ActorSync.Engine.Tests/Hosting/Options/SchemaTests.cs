using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class SchemaTests
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(RepositoryFile.Find("config", "actorsync.schema.json")))!.AsObject();

    [Fact]
    public void The_schemas_tree_of_properties_is_the_tree_of_known_keys()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)Schema["$schema"]);
        Assert.Equal(
            OptionKeys.All.Select(key => key.Path).Order(StringComparer.Ordinal),
            Properties(Schema, string.Empty).Select(property => property.Path).Where(path => path != "$schema").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_property_has_the_keys_type_meaning_default_words_and_range()
    {
        var properties = Properties(Schema, string.Empty).ToDictionary(property => property.Path, property => property.Node);

        foreach (var key in OptionKeys.All)
        {
            var node = properties[key.Path];
            var nothing = key.Shape.IsOptional ? new[] { "null" } : [];
            Assert.Equal((key.Path, key.Meaning), (key.Path, (string?)node["description"]));
            Assert.Equal([key.Shape.JsonType, .. nothing], Words(node["type"]));
            Assert.Equal(key.Shape.Choices.IsEmpty ? [] : [.. key.Shape.Choices, .. nothing], Words(node["enum"]));
            Assert.Equal((key.Path, key.Default), (key.Path, node["default"] is { } value ? Word(value) : null));
            Assert.Equal((key.Path, key.Shape.Minimum, key.Shape.Maximum), (key.Path, (decimal?)node["minimum"], (decimal?)node["maximum"]));
        }
    }

    [Fact]
    public void The_schema_refuses_unknown_properties_everywhere() =>
        Assert.All(Objects(Schema), node => Assert.Equal(JsonValueKind.False, node["additionalProperties"]?.GetValueKind()));

    private static IEnumerable<(string Path, JsonObject Node)> Properties(JsonObject node, string path)
    {
        foreach (var (name, value) in node["properties"]!.AsObject())
        {
            var child = value!.AsObject();
            var childPath = path.Length == 0 ? name : $"{path}:{name}";

            if (!child.ContainsKey("properties"))
            {
                yield return (childPath, child);
            }

            var (below, belowPath) = child["items"] is JsonObject items ? (items, childPath + "[]") : (child, childPath);
            if (below.ContainsKey("properties"))
            {
                foreach (var property in Properties(below, belowPath))
                {
                    yield return property;
                }
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonObject node)
    {
        if (node.ContainsKey("properties"))
        {
            yield return node;
        }

        foreach (var child in node.Select(pair => pair.Value).OfType<JsonObject>().SelectMany(Objects))
        {
            yield return child;
        }
    }

    private static string[] Words(JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => item is null ? "null" : Word(item))],
        _ => [Word(node)],
    };

    private static string Word(JsonNode node) => node.GetValueKind() == JsonValueKind.String
        ? (string)node!
        : Convert.ToString(node.ToJsonString(), CultureInfo.InvariantCulture);
}
