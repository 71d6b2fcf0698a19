using Microsoft.AspNetCore.Http;

namespace TgPlatform.S3Server;

/// <summary>What a request asks for.</summary>
public enum Operation
{
    Other,
    Put,
    Create,
    PutPart,
    ListParts,
    Complete,
    Abort,
    Look,
    Read,
    Remove,
}

public static class Operations
{
    public static Operation Of(HttpRequest request) => (request.Method, request.Query.ContainsKey("uploadId"), request.Query.ContainsKey("uploads")) switch
    {
        ("PUT", false, _) => Operation.Put,
        ("POST", _, true) => Operation.Create,
        ("PUT", true, _) => Operation.PutPart,
        ("GET", true, _) => Operation.ListParts,
        ("POST", true, _) => Operation.Complete,
        ("DELETE", true, _) => Operation.Abort,
        ("HEAD", _, _) => Operation.Look,
        ("GET", _, false) when !request.Query.ContainsKey("list-type") => Operation.Read,
        ("DELETE", false, _) => Operation.Remove,
        _ => Operation.Other,
    };
}
